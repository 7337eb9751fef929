"""From lines to an outline: zones, blocks, markers, numbering, tree, masthead."""
