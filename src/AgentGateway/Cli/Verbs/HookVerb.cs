using System.CommandLine;

namespace AgentGateway.Cli.Verbs;

/// <summary>
/// <c>agw hook</c> for the help. With plain arguments <c>Hooks</c> has run it before the command line is read.
/// </summary>
internal static class HookVerb
{
    public static Command Create()
    {
        var command = VerbContext.Command("hook",
            """
            Tell the daemon what a hook of an agent in a session reports; the session's status follows from it. For
            the settings of agents, not for people. Reads the hook's JSON from standard input, or takes it as the last
            argument; ends with 0 within a second in any case, and prints nothing. `agw setup` writes these settings.

            Examples:

            Claude Code, in .claude/settings.json, for Notification, Stop, UserPromptSubmit, PreToolUse,
            PermissionRequest, SessionStart alike:
              { "hooks": { "Notification": [ { "hooks": [ { "type": "command", "command": "agw hook" } ] } ] } }

            Codex, in config.toml:
              notify = ["agw", "hook"]
            """,
            (_, _) => Task.FromResult(ExitCodes.Done),
            hasJson: false,
            needsDaemon: false);
        command.Add(
            new Argument<string?>("JSON")
            {
                Description = "What the hook says [default: standard input]",
                Arity = ArgumentArity.ZeroOrOne,
            });
        return command;
    }
}
