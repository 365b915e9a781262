using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Approvals;

/// <summary>The passphrase as a person at a terminal meets it, and as other processes of the same user do.</summary>
public sealed partial class PassphraseVerbTests
{
    private const string Right = "correct horse";

    [Fact]
    public async Task A_person_sets_it_and_approves_with_it_and_no_other_process_of_the_user_can()
    {
        using var folder = new TemporaryFolder();
        await ApprovingDaemonFixture.WriteRulesAsync(folder["data"]);
        var start = Agw.Start("serve", "--data", folder["data"], "--url", "http://127.0.0.1:0");
        start.Environment["AGW_Approvals__Confirm"] = "passphrase";
        await using var daemon = await Daemon.StartAsync(start, folder["data"]);
        var first = await AskAsync(daemon, "/run echo one");
        var second = await AskAsync(daemon, "/run echo two");
        Assert.Equal("passphrase_not_set", Code(await ApproveAsync(first)));

        // One shell, so that both verbs run at the same terminal, and its mode is compared in the end.
        await using var person = await Person.StartProgramAsync(
            120, 40, "/bin/sh", "-c",
            $"stty -a >{folder["mode"]}; {Agw.File} approvals passphrase --data {daemon.Data}; "
            + $"{Agw.File} approve {first} --data {daemon.Data}; {Agw.File} approve {second} --data {daemon.Data}; "
            + $"stty -a | cmp - {folder["mode"]} && echo mode is the same; cat");
        await person.SeesAsync("New passphrase:");
        await person.TypeAsync(Right + "\r");
        await person.SeesAsync("The same again:");
        await person.TypeAsync(Right + "\r");
        await person.SeesAsync("The passphrase is set.");

        await person.SeesAsync(screen => Occurrences(screen, "Passphrase:") == 1, "the first question");
        Assert.Equal("passphrase_required", Code(await ApproveAsync(first)));
        await person.TypeAsync("correct house\r");
        await person.SeesAsync("That is not the passphrase.");
        await person.SeesAsync(screen => Occurrences(screen, "Passphrase:") == 2, "the second question");
        await person.TypeAsync(Right + "x\x7f\r");
        await person.SeesAsync($"{first} approved (once)");
        // Remembered: the next one is approved without a question.
        await person.SeesAsync($"{second} approved (once)");
        await person.SeesAsync("mode is the same");
        Assert.DoesNotContain("correct", person.Raw, StringComparison.Ordinal);

        // Another terminal and a process without one are asked again, also now.
        var third = await AskAsync(daemon, "/run echo three");
        Assert.Equal("passphrase_required", Code(await ApproveAsync(third)));
        await using var other = await Person.StartAsync(120, 40, "approve", third, "--data", daemon.Data);
        await other.SeesAsync("Passphrase:");
        await other.TypeAsync("\x03");
        Assert.Equal(1, (await other.LeavesAsync()).Code);
        foreach (var name in (string[])["approvals-passphrase", "daemon.json"])
            Assert.DoesNotContain(
                "correct", await File.ReadAllTextAsync(Path.Combine(daemon.Data, name), Limits.Soon()),
                StringComparison.Ordinal);

        // Setsid, so that the process has no terminal, even when the tests were started from one.
        async Task<Finished> ApproveAsync(string id)
        {
            var approve = Agw.Start();
            approve.FileName = "setsid";
            foreach (var argument in (string[])["-w", Agw.File, "approve", id, "--json", "--data", daemon.Data])
                approve.ArgumentList.Add(argument);
            return await Agw.RunAsync(approve);
        }
    }

    private static async Task<string> AskAsync(Daemon daemon, string order)
    {
        var sent = await Agw.RunAsync("thread", "send", order, "--data", daemon.Data);
        return Approval().Match(sent.Error).Value;
    }

    private static string? Code(Finished run) => (string?)JsonNode.Parse(run.Output)!["error"]!["code"];

    private static int Occurrences(string screen, string text) => screen.Split(text).Length - 1;

    [GeneratedRegex("apr_[0-9a-z]+")]
    private static partial Regex Approval();
}
