namespace AgentGateway.Terminal.Screen;

/// <summary>What is kept when a program saves the cursor, and comes back when it restores it.</summary>
internal readonly record struct SavedCursor(int X, int Y, bool Origin, CellStyle Style, CharacterSets Sets);
