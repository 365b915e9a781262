namespace AgentGateway.Cli.Top;

/// <summary>A command of the person in the grid.</summary>
internal enum TopKey
{
    Left,
    Right,
    Up,
    Down,
    First,
    Last,
    Attach,
    Quit,
}
