namespace AgentGateway.Cli.Top;

/// <summary>The keys of <c>agw top</c>, by their meaning.</summary>
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
