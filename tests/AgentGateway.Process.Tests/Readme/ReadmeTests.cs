using System.Text.RegularExpressions;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Readme;

/// <summary>What the README tells a person to type does what it says, and its table of calls is true.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Every_command_in_it_can_be_typed_from_an_empty_home()
    {
        foreach (var program in (string[])["bwrap", "tmux", "git"])
            if (!Programs.Has(program)) Assert.Skip($"{program} is not installed.");
        using var home = new Newcomer();
        await using var person = await home.SitDownAsync();
        foreach (var block in ReadmeBlock.All.Where(block => block.Needs is null))
        {
            if (block.Language == "yaml") home.Write("policy.yaml", block.Text);
            if (block.Language == "markdown") home.Write("agents/mokosh.md", block.Text);
            if (block.Language != "sh") continue;
            foreach (var line in block.Lines) await home.TypeAsync(person, line, block.Line);
        }

        await home.TypeAsync(person, "agw stop", 0);
        Assert.Contains("The daemon has stopped.", person.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_table_says_which_calls_ask_with_and_without_bubblewrap()
    {
        if (!Programs.Has("bwrap")) Assert.Skip("bubblewrap is not installed.");
        using var folder = new TemporaryFolder();
        await using var contained = await Daemon.StartAsync(folder["contained"]);
        var start = Agw.Start("serve", "--data", folder["open"], "--url", "http://127.0.0.1:0");
        start.Environment["PATH"] = Programs.PathWithout("bwrap", folder["bin"]);
        await using var open = await Daemon.StartAsync(start, folder["open"]);
        var rows = Row().Matches(ReadmeBlock.Readme);
        Assert.InRange(rows.Count, 15, 40);
        foreach (Match row in rows)
        {
            Assert.Equal((row.Value, row.Groups["with"].Value), (row.Value, await SaysAsync(contained, row)));
            Assert.Equal((row.Value, row.Groups["without"].Value), (row.Value, await SaysAsync(open, row)));
        }
    }

    private static async Task<string> SaysAsync(Daemon daemon, Match row)
    {
        var tested = await Agw.RunAsync(
            "policy", "test", row.Groups["agent"].Value, row.Groups["tool"].Value, row.Groups["call"].Value,
            "--data", daemon.Data);
        return tested.Succeeded().Split('\n')[0] switch
        {
            "allow" => "unasked",
            "ask" => "asks",
            "deny" => "refused",
            var other => other,
        };
    }

    [GeneratedRegex(
        @"^\|[^|\n]+\| `(?<agent>\w+) (?<tool>\w+) (?<call>\{.*\})` \| (?<with>\w+) \| (?<without>\w+) \|$",
        RegexOptions.Multiline)]
    private static partial Regex Row();
}
