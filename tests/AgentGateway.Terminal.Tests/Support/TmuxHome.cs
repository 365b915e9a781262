using AgentGateway.Terminal.Tmux;

namespace AgentGateway.Terminal.Tests.Support;

/// <summary>A private tmux server of a test.</summary>
internal static class TmuxHome
{
    public static TmuxBackend Open(string directory) => new(Options(directory), TimeProvider.System);

    public static TmuxOptions Options(string directory)
    {
        var program = TmuxOptions.FindProgram(Environment.GetEnvironmentVariable("PATH"));
        if (program is null) Assert.Skip("tmux is not installed.");
        return new TmuxOptions
        {
            ProgramPath = program,
            SocketPath = Path.Combine(directory, "tmux"),
            PipeDirectory = Path.Combine(directory, "pipes"),
        };
    }

    /// <summary>Runs a tmux command as a person would, and answers what it says.</summary>
    public static string Run(string directory, params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo(
            "tmux", ["-S", Path.Combine(directory, "tmux"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }
}
