// Version 1.0.
