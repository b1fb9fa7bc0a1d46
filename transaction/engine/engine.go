// Package engine carries commands out: it reads the clock, loads what was
// stored, asks the rules, and commits what follows. It is the only part of the
// library that is not a function of its arguments.
//
// An Engine runs in any number of processes over one store; nobody needs a
// leader. Deadlines need nobody at all: whatever is due has happened for
// everyone who looks (T0.2), and Run or Sweep only write it down.
package engine
