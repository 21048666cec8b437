// The desk's own script. Every page reads and works without it.
'use strict';
