using System.CommandLine;
using AgentGateway.Cli.Completion;
using AgentGateway.Data;
using AgentGateway.Runtime.Agents.Tools;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw completion SHELL</c>: the script that completes words in a shell, and what it asks.</summary>
internal static class CompletionVerb
{
    /// <summary>What a shell waits for while a person types.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = VerbContext.Command("completion",
            """
            Print a script with which your shell completes verbs, options, ids and titles.

            Examples:
              source <(agw completion bash)                                     in ~/.bashrc
              source <(agw completion zsh)                                      in ~/.zshrc, after compinit
              agw completion fish > ~/.config/fish/completions/agw.fish
            """,
            (_, parsed) =>
            {
                Screen.Line(parsed.GetValue(shell) switch
                {
                    "bash" => CompletionScripts.Bash,
                    "zsh" => CompletionScripts.Zsh,
                    _ => CompletionScripts.Fish,
                });
                return Task.FromResult(ExitCodes.Done);
            },
            hasJson: false,
            needsDaemon: false);
        command.Add(shell);
        return command;
    }

    /// <summary>
    /// <c>agw __complete -- WORDS</c>: a candidate and what it is on each line. Silent in any trouble.
    /// </summary>
    public static Command CreateCandidates()
    {
        var words = new Argument<string[]>("WORDS")
        {
            Description = "The words of the command line", Arity = ArgumentArity.ZeroOrMore,
        };
        var command = VerbContext.Command(
            "__complete",
            "Print what may come next on a command line.",
            async (context, parsed) =>
            {
                var given = parsed.GetValue(words) ?? [];
                var data = Array.IndexOf(given, CommonOptions.Data.Name) is >= 0 and var at && at + 1 < given.Length
                    ? DataDirectory.Resolve(given[at + 1])
                    : context.Data;
                using var late = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
                late.CancelAfter(Patience);
                var found = await new Candidates(prefix => LiveAsync(data, prefix, late.Token)).OfAsync(given);
                foreach (var one in found) Screen.Line($"{one.Word}\t{one.About.ReplaceLineEndings(" ")}");
                return ExitCodes.Done;
            },
            hasJson: false,
            needsDaemon: false);
        command.Hidden = true;
        command.Add(words);
        return command;
    }

    private static async Task<IReadOnlyList<Reference>> LiveAsync(
        DataDirectory data, string prefix, CancellationToken cancellationToken)
    {
        try
        {
            if ((await ControlClient.ConnectAsync(data, cancellationToken)).IsRejected(out _, out var client))
                return [];
            using var connected = client;
            if (prefix == Candidates.AgentPrefix)
                return (await client.CallAsync(DaemonCall.Of(AgentListTool.Declaration), [], null, cancellationToken))
                    .IsRejected(out _, out var agents)
                    ? []
                    : [.. agents.View.Agents.Select(agent => new Reference(agent.Id, agent.Name, null))];
            var listed = await new References(client, cancellationToken).ListAsync(prefix, isWhole: false);
            return listed.IsRejected(out _, out var all) ? [] : all;
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }
}
