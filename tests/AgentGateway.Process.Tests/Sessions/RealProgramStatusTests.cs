using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>
/// The real programs in sessions on both backends, from their first screen to their end, against a model that does what
/// the prompt says: the daemon tells each moment's status. Only where it is asked for, because the programs are fetched,
/// and what they show depends on more than this repository.
/// </summary>
public sealed class RealProgramStatusTests
{
    private const string Variable = "AGENTGATEWAY_PROGRAMS";

    private static readonly TimeSpan RecordingLimit = TimeSpan.FromMinutes(15);

    private static readonly string Tools = Path.Combine(RepositoryRoot.Path, "tests", "tools");

    public static TheoryData<string, string> Programs =>
    [
        .. from program in Described()
           from backend in (string[])["pty", "tmux"]
           select new TheoryDataRow<string, string>(program, backend),
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_daemon_tells_the_status_of_each_moment(string program, string backend)
    {
        if (Environment.GetEnvironmentVariable(Variable) is null or "")
            Assert.Skip($"The real programs are run only where {Variable} is set.");
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo(
            Path.Combine(Tools, "record-programs"),
            ["--agw", Agw.File, "--backend", backend, folder.Path, program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (await Agw.RunAsync(start, RecordingLimit)).Succeeded();
        var seen = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder[program], "seen.json")))!.AsArray();
        Assert.Empty(seen.Where(moment => (string?)moment!["status"] != (string?)moment["read"])
            .Select(moment => moment!.ToJsonString()));
    }

    private static IEnumerable<string> Described() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Tools, "record-programs.json")))!.AsObject()
            .Select(each => each.Key);
}
