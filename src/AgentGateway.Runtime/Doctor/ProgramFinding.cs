using AgentGateway.Posix;

namespace AgentGateway.Runtime.Doctor;

/// <summary>Whether a program is installed that the gateway can do without.</summary>
internal static class ProgramFinding
{
    /// <param name="program">Its name, which is also that of its package.</param>
    /// <param name="searchPath">The PATH on which it is looked for.</param>
    /// <param name="use">What it makes possible, as a clause.</param>
    /// <param name="loss">What does not work without it, as a clause.</param>
    public static Finding Of(string program, string? searchPath, string use, string loss) =>
        SearchPath.Find(program, searchPath) is not null
            ? Finding.Ok(program, $"It is installed: {use}")
            : Finding.Warn(
                program, $"{program} is not installed: {loss}.", PackageCommand.Install(program, searchPath));
}
