namespace AgentGateway.ShellPolicy.Facts;

/// <summary>A file that a word of a command may name: a program, a script, or what it works on.</summary>
/// <param name="Written">As it stands in the command; what is not known beforehand is shown as <c>$</c>.</param>
/// <param name="Absolute">Where it would be; null where that is known only when the command runs.</param>
/// <param name="Runs">Whether the command runs it, rather than only reads or changes it.</param>
public sealed record ShellFile(string Written, string? Absolute, bool Runs);
