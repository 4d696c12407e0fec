"""OFD (GB/T 33190-2016), read without a library: `reader` walks the package, `attributes` parses values, `paths` finds ruling lines."""
