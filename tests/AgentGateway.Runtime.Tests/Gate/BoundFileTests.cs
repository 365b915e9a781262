using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Tests.Approvals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Gate;

/// <summary>An approval of a command holds only while the files that its words name are the same.</summary>
public sealed class BoundFileTests
{
    private readonly CountedTool _tool = new();

    [Theory]
    [InlineData("cd HOME && ./build.sh", "build.sh")]
    [InlineData("cat HOME/notes.txt", "notes.txt")]
    [InlineData("x=HOME/conf; unknown-tool --config=$x.yml", "conf.yml")]
    [InlineData("bash < HOME/script", "script")]
    [InlineData("bash -c '. HOME/env'", "env")]
    public async Task A_file_that_changes_after_the_approval_is_asked_about_anew(string line, string name)
    {
        await using var gateway = await StartAsync(line);
        var file = Path.Combine(gateway.Home, name);
        await File.WriteAllTextAsync(file, "echo good\n", Gateway.Stop);
        var (sent, approval) = await gateway.AskedAsync();
        await File.WriteAllTextAsync(file, "echo evil\n", Gateway.Stop);
        await DecideAsync(gateway, approval);
        await gateway.UntilAsync(sent.ThreadId, read => read.Thread.ActiveTurn?.Status == "waiting");
        Assert.NotEqual(approval.Id, Assert.Single(await gateway.PendingAsync()).Id);
        Assert.Empty(_tool.Runs);
    }

    [Fact]
    public async Task A_script_that_appears_after_the_approval_is_asked_about()
    {
        await using var gateway = await StartAsync("bash HOME/build.sh");
        var (sent, approval) = await gateway.AskedAsync();
        await File.WriteAllTextAsync(Path.Combine(gateway.Home, "build.sh"), "echo\n", Gateway.Stop);
        await DecideAsync(gateway, approval);
        await gateway.UntilAsync(sent.ThreadId, read => read.Thread.ActiveTurn?.Status == "waiting");
        Assert.Empty(_tool.Runs);
    }

    [Fact]
    public async Task What_does_not_change_runs()
    {
        await using var gateway = await StartAsync("bash HOME/build.sh");
        await File.WriteAllTextAsync(Path.Combine(gateway.Home, "build.sh"), "echo\n", Gateway.Stop);
        var (sent, approval) = await gateway.AskedAsync();
        Assert.DoesNotContain("may have changed", approval.Why);
        await DecideAsync(gateway, approval);
        await gateway.AnswerAsync(sent);
        Assert.Single(_tool.Runs);
    }

    [Theory]
    [InlineData("bash HOME/*.sh", false, "it runs HOME/*.sh, which may have changed")]
    [InlineData("bash HOME/build.sh", true, "it runs HOME/build.sh, which may have changed")]
    [InlineData("cat HOME/build.sh", true, "it uses HOME/build.sh, which may have changed")]
    public async Task What_cannot_be_bound_is_said(string line, bool isLater, string sentence)
    {
        await using var gateway = await StartAsync(line, isLater);
        await File.WriteAllTextAsync(Path.Combine(gateway.Home, "build.sh"), "echo\n", Gateway.Stop);
        var (_, approval) = await gateway.AskedAsync();
        Assert.Contains(sentence.Replace("HOME", gateway.Home, StringComparison.Ordinal), approval.Why);
    }

    [Fact]
    public async Task A_program_that_is_too_large_to_be_bound_is_said()
    {
        await using var gateway = await StartAsync("HOME/large");
        var program = Path.Combine(gateway.Home, "large");
        using (var file = File.Create(program)) file.SetLength(FileDigests.BytesMax + 1);
        var (_, approval) = await gateway.AskedAsync();
        Assert.Contains($"it runs {program}, which may have changed", approval.Why);
    }

    private static Task<ApprovalView> DecideAsync(Gateway gateway, ApprovalView approval) =>
        gateway.DecideAsync(approval.Id, "once");

    private async Task<Gateway> StartAsync(string line, bool isLater = false)
    {
        var home = "";
        var gateway = await Gateway.StartAsync(null, _tool.Tool(touches: _ => new()
        {
            Line = line.Replace("HOME", home, StringComparison.Ordinal),
            IsLater = isLater,
            Risk = RiskClass.R2,
        }));
        home = gateway.Home;
        gateway.Driver.Script("svarog", AskingTurns.Calling([new("c1", "execute", "{}")]));
        return gateway;
    }
}
