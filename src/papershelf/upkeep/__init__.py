"""The maintainers' wing: lists compared, addresses and repositories looked at, changes judged and told."""
