package main

import (
	"fmt"
	"strings"
)

// A scene is what a person does in a window, given in pixels of CSS; scale is the number of the picture's pixels in one.
type scene struct {
	name          string
	width, height int64
	scale         float64
	steps         []step
}

// A step is a line of a scene: a verb and what it is done to.
type step struct {
	line       int
	verb, rest string
}

// parse reads scenes.txt, whose form its first lines explain.
func parse(text string) ([]scene, error) {
	var scenes []scene
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		verb, rest, _ := strings.Cut(line, " ")
		if verb == "scene" {
			var s scene
			if _, err := fmt.Sscanf(rest, "%s %dx%d @%g", &s.name, &s.width, &s.height, &s.scale); err != nil {
				return nil, fmt.Errorf("scenes.txt line %d: want: scene NAME WIDTHxHEIGHT @SCALE", i+1)
			}
			scenes = append(scenes, s)
			continue
		}
		if len(scenes) == 0 {
			return nil, fmt.Errorf("scenes.txt line %d: a step before the first scene", i+1)
		}
		last := &scenes[len(scenes)-1]
		last.steps = append(last.steps, step{i + 1, verb, rest})
	}
	return scenes, nil
}
