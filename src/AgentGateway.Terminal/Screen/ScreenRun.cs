namespace AgentGateway.Terminal.Screen;

/// <summary>Characters of one look that stand side by side in a row of the screen.</summary>
/// <param name="Column">Where it begins, from 0.</param>
/// <param name="Columns">How many columns it takes; a wide character takes two.</param>
public readonly record struct ScreenRun(int Column, int Columns, string Text, CellStyle Style);
