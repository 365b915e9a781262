using System.Diagnostics;
using System.Text.Json.Nodes;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Terminal.Tests.Status;

/// <summary>
/// The real programs, run and recorded anew. Only where it is asked for: they are fetched, and what they show depends
/// on more than this repository.
/// </summary>
public sealed class RealProgramTests
{
    private const string Variable = "AGENTGATEWAY_PROGRAMS";

    private static readonly TimeSpan RecordingLimit = TimeSpan.FromMinutes(15);

    private static readonly string Tools =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "tools"));

    public static TheoryData<string> Programs =>
    [
        .. JsonNode.Parse(File.ReadAllText(Path.Combine(Tools, "record-programs.json")))!.AsObject()
            .Select(each => each.Key),
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task What_a_program_shows_now_is_read_as_it_was_made_to_be(string program)
    {
        if (Environment.GetEnvironmentVariable(Variable) is null or "")
            Assert.Skip($"The real programs are run only where {Variable} is set.");
        using var folder = new TemporaryFolder();
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(Tools, "record-programs"), [folder.Path, program])
            {
                RedirectStandardInput = true,
            })!;
        using var limit = new CancellationTokenSource(RecordingLimit);
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, process.ExitCode);
        var now = DateTimeOffset.UnixEpoch;
        // After its end another program is in front, so its rules are not asked.
        var wrong = Directory.GetFiles(folder[program], "*.txt").Select(path => new Recording(path, program))
            .Where(recording => !recording.Name.EndsWith("/exited", StringComparison.Ordinal))
            .Select(recording => (
                recording.Name,
                recording.Status,
                Read: StatusNames.Of(recording.Estimate(PatternLibrary.Embedded, now).Status)))
            .Where(each => each.Status != each.Read);
        Assert.Empty(wrong);
    }
}
