//go:build race

package transaction

// raceEnabled: the race detector is on, and everything takes ten times as long.
const raceEnabled = true
