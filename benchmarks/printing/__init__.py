"""Set texts as Word, PDF, OFD and web files: for the samples in `examples/formats`, the tests, and the benchmark of formats."""
