using AgentGateway.Terminal.Processes;

namespace AgentGateway.Terminal.Backends;

/// <summary>A terminal that a backend holds, whether or not anybody here knows it.</summary>
/// <param name="Child">Null when its program has ended.</param>
/// <param name="Exit">Set when its program has ended.</param>
public sealed record ExistingTerminal(string Name, ChildIdentity? Child, TerminalSize Size, TerminalExit? Exit);
