using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tests.Workspaces;

public sealed class ProgramRunTests
{
    private const string Caller = "short-lived";

    /// <summary>A sandbox dies with the thread that started it, and callers are threads of a pool, which end.</summary>
    [Fact]
    public async Task A_program_that_dies_with_its_parent_outlives_the_thread_of_its_caller()
    {
        if (!Programs.Has("setpriv")) Assert.Skip("setpriv is not installed.");
        using var folder = new TemporaryFolder();
        var tail = new OutputTail(10, 1000, TimeProvider.System);
        var call = new ProgramCall(
            "setpriv", ["--pdeathsig", "KILL", "sh", "-c", "touch began; until [ -e go ]; do sleep 0.05; done; exit 3"],
            folder.Path, new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")! },
            Limits.Signal, tail, tail);
        Task<ProgramEnd>? running = null;
        var caller = new Thread(() => running = ProgramRun.RunAsync(call, TimeProvider.System, Gateway.Stop))
        {
            Name = Caller,
        };
        caller.Start();
        caller.Join();
        await Eventually.TrueAsync(() => File.Exists(folder["began"]));
        await Eventually.TrueAsync(() => !ThreadNames().Contains(Caller));

        await File.WriteAllTextAsync(folder["go"], "", Gateway.Stop);

        Assert.Equal(3, (await running!).ExitCode);
    }

    private static IEnumerable<string> ThreadNames()
    {
        foreach (var thread in Directory.GetDirectories("/proc/self/task"))
        {
            var name = "";
            try
            {
                name = File.ReadAllText(Path.Combine(thread, "comm")).Trim();
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }

            yield return name;
        }
    }
}
