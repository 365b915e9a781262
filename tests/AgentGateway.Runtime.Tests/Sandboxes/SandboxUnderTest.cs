using System.Diagnostics;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Tests.Sandboxes;

/// <summary>A home, a data directory and a workspace below it in a folder of their own, and sandboxes around them.</summary>
internal sealed class SandboxUnderTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _bwrap;

    public SandboxUnderTest(SandboxOptions? options = null)
    {
        _bwrap = BwrapProbe.FindProgram(Environment.GetEnvironmentVariable("PATH")) ?? "";
        if (_bwrap.Length == 0) Assert.Skip(BwrapProbe.Missing.Message);
        if (BwrapProbe.Run(_bwrap) is { } unusable) Assert.Skip(unusable.Message);
        foreach (var directory in new[] { Home, Data, Root }) Directory.CreateDirectory(directory);
        Planner = new(
            new PathZones(Home, [Data], ["/tmp"]),
            new SandboxHome(Path.Combine(Data, "sandbox-homes"), Home),
            options ?? new SandboxOptions(),
            Environment.GetEnvironmentVariable("PATH"));
    }

    public string Home => _folder["home"];

    public string Data => Path.Combine(Home, ".agentgateway");

    /// <summary>The workspace.</summary>
    public string Root => Path.Combine(Home, "project");

    public SandboxPlanner Planner { get; }

    public SandboxPlan Plan(SandboxProfile profile, bool closesEmpty = false) =>
        Planner.Plan(_bwrap, new(profile, Root, Root) { ClosesEmpty = closesEmpty }).Value;

    /// <summary>Runs a shell line in the workspace, and answers its exit code and what it printed.</summary>
    /// <param name="closesEmpty">
    /// See <see cref="SandboxRequest.ClosesEmpty"/>; skips the test where bubblewrap is too old for such mounts.
    /// </param>
    public async Task<(int ExitCode, string Output)> RunAsync(
        SandboxProfile profile, string line, bool closesEmpty = false)
    {
        if (closesEmpty && !BwrapProbe.Closes(_bwrap)) Assert.Skip("bubblewrap does not know --perms.");
        var request = BwrapCommand.Wrap(
            new TerminalRequest
            {
                Name = "test",
                Program = "/bin/bash",
                Arguments = ["-c", line],
                Directory = Root,
                Environment = new Dictionary<string, string>(),
            },
            Plan(profile, closesEmpty));
        var start = new ProcessStartInfo(request.Program)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var word in request.Arguments) start.ArgumentList.Add(word);
        start.Environment["HOME"] = Home;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Concat(said));
    }

    public void Dispose() => _folder.Dispose();
}
