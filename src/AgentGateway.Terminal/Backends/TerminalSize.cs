namespace AgentGateway.Terminal.Backends;

/// <summary>The size of a terminal in cells.</summary>
public readonly record struct TerminalSize(int Columns, int Rows)
{
    public const int Max = 1000;

    /// <summary>80 columns and 24 rows, which programs assume where no size is known.</summary>
    public static TerminalSize Usual { get; } = new(80, 24);

    public bool IsValid => Columns is >= 1 and <= Max && Rows is >= 1 and <= Max;
}
