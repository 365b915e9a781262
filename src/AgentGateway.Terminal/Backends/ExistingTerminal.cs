using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Backends;

/// <summary>A terminal that a backend has, whether or not this process holds a handle of it.</summary>
/// <param name="Child">Null when its program has ended.</param>
/// <param name="Exit">Set when its program has ended.</param>
public sealed record ExistingTerminal(string Name, ChildIdentity? Child, TerminalSize Size, TerminalExit? Exit);
