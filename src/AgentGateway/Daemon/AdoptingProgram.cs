using System.Collections;
using System.Text;
using AgentGateway.Posix;

namespace AgentGateway.Daemon;

/// <summary>
/// <c>agw adopting PROGRAM ARGS…</c>: becomes that program, to which the orphans among its descendants return. The daemon
/// starts its tmux server by it, since the kernel gives the duty to no child of a process that has it.
/// </summary>
internal static class AdoptingProgram
{
    private const int NotStarted = 127;

    /// <returns>Only when the program cannot be started.</returns>
    public static int Run(string[] args)
    {
        ThisProcess.AdoptOrphans();
        string[] own =
        [
            .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Select(variable => (string)variable.Key)
                .Where(name => name.StartsWith("DOTNET_", StringComparison.Ordinal)),
        ];
        Execution.Become(args[1], args[1..], own);
        RawFile.Write(RawFile.StandardError, Encoding.UTF8.GetBytes($"{args[1]} cannot be started.\n"));
        return NotStarted;
    }
}
