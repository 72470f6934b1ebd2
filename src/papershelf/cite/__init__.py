"""Citations of a paper: BibTeX, CSL-JSON, and formatted in the styles of the Citation Style Language."""
