namespace AgentGateway.ShellPolicy.Facts;

/// <summary>A path that a command names, and what it does with it.</summary>
/// <param name="Written">As it stands in the command; what is not known beforehand is shown as <c>$</c>.</param>
/// <param name="Absolute">Where it leads, as far as that is known.</param>
public sealed record ShellPath(string Written, string Absolute, ShellPathUse Use);

/// <summary>What a command does with a path.</summary>
public enum ShellPathUse
{
    Read,
    Write,
    Delete,
}
