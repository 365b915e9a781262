namespace AgentGateway.Cli.Top;

/// <summary>What a person may do in the grid.</summary>
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
