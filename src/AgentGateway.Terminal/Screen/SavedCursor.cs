namespace AgentGateway.Terminal.Screen;

/// <summary>The state that a program saves with the cursor and gets back when it restores it.</summary>
internal readonly record struct SavedCursor(int X, int Y, bool Origin, CellStyle Style, CharacterSets Sets);
