"""Tables: one generic model of frozen rows, a view that looks right, delegates that paint."""
