package memory

import "slices"

// index is a sorted slice without duplicates.
type index[T any] struct {
	items []T
	cmp   func(a, b T) int
}

func (x *index[T]) add(v T) {
	if i, found := slices.BinarySearchFunc(x.items, v, x.cmp); !found {
		x.items = slices.Insert(x.items, i, v)
	}
}

func (x *index[T]) remove(v T) {
	if i, found := slices.BinarySearchFunc(x.items, v, x.cmp); found {
		x.items = slices.Delete(x.items, i, i+1)
	}
}

// from is the place of v, or of the first item after it.
func (x *index[T]) from(v T) int {
	i, _ := slices.BinarySearchFunc(x.items, v, x.cmp)
	return i
}
