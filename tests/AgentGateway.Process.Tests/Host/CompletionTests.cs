using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

/// <summary>What the Tab key writes after <c>agw</c> in each shell, at a terminal.</summary>
public sealed class CompletionTests(DaemonFixture fixture)
{
    private const string EmptiesLine = "\x15";

    [Theory]
    [InlineData("bash", "source <(agw completion bash)", "--norc")]
    [InlineData("zsh", "autoload -Uz compinit; compinit -D -u; source <(agw completion zsh)", "-f")]
    [InlineData("fish", "agw completion fish | source", "--no-config")]
    public async Task Verbs_options_ids_and_titles_are_completed(string shell, string load, string option)
    {
        if (!Programs.Has(shell)) Assert.Skip($"{shell} is not installed.");
        var data = fixture.Daemon.Data;
        var made = await Agw.RunAsync("thread", "new", "--title", $"{shell}words said", "--data", data);
        var thread = made.Succeeded().Trim();
        var path = $"{Path.GetDirectoryName(Agw.File)}:{Environment.GetEnvironmentVariable("PATH")}";
        await using var person = await Person.StartProgramAsync(
            120, 40, "/usr/bin/env", $"PATH={path}", $"AGW_DATA={data}", "PS1=$ ", shell, option, "-i");
        await person.TypeAsync($"{load}; echo 'is' 'loaded'\r");
        await person.SeesAsync("is loaded");

        foreach (var (typed, completed) in ((string, string)[])
        [
            ("agw thr\t", "agw thread"),
            ("agw thread list --lim\t", "agw thread list --limit"),
            ($"agw thread read {thread[..^3]}\t", $"agw thread read {thread}"),
            ($"agw thread read {shell}wo\t", $"agw thread read {shell}words\\ said"),
        ])
        {
            await person.TypeAsync(typed);
            await person.SeesAsync(completed);
            await person.TypeAsync(EmptiesLine);
        }
    }
}
