package viet

// Distance returns the optimal-string-alignment distance of a and b in runes: the least number of insertions, deletions,
// replacements and swaps of neighbours, no letter touched twice. Fold both first if marks and case should not count.
func Distance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	return distance(ra, rb, max(len(ra), len(rb)))
}

// Within tells whether Distance(a, b) is at most limit, and stops as soon as the answer is known.
func Within(a, b string, limit int) bool {
	return limit >= 0 && distance([]rune(a), []rune(b), limit) <= limit
}

// distance stops and returns limit+1 once no alignment can stay within limit.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		// A swap can reach back one more row, but costs one more than that row's best.
		if least > limit {
			return limit + 1
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}
