using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.State;

/// <summary>What a command finds on its standard input.</summary>
/// <param name="IsPiped">Something other than the terminal.</param>
/// <param name="Text">
/// What it is, where the line says it; may hold <see cref="Marks"/>. Null when it is not known.
/// </param>
internal sealed record ShellInput(bool IsPiped, string? Text)
{
    public static readonly ShellInput Terminal = new(false, null);
    public static readonly ShellInput Unknown = new(true, null);
}
