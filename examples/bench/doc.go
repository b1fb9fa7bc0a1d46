// Package bench measures the library beside others in the same run. It has no
// code of its own; see its tests.
package bench
