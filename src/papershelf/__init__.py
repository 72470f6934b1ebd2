"""papershelf: a paper catalogue out of one YAML file, in several languages."""
