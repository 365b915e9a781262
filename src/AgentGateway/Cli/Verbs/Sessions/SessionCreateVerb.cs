using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session create [options] -- COMMAND ARGS…</c>: a program in a terminal of its own.</summary>
internal static class SessionCreateVerb
{
    private static readonly Option<string[]> Environments = new("--env", "--environment")
    {
        Description = "A variable: NAME=VALUE, or NAME for the value it has here", HelpName = "NAME=VALUE",
    };

    private static readonly Option<string[]> Secrets = new("--secret")
    {
        Description = "A variable whose value is a stored secret, of the same name or another",
        HelpName = "NAME[=STORED]",
    };

    /// <summary>The options that give variables; every verb that starts a session has them.</summary>
    public static IReadOnlyList<Option> Variables { get; } = [Environments, Secrets];

    public static Command Create()
    {
        var words = new Argument<string[]>("COMMAND ARGS")
        {
            Description = "A program and its arguments, or one shell line [default: your shell]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new ToolVerb<SessionEnvelope>(SessionCreateTool.Declaration, "create",
            """
            Start a program in a terminal that the daemon owns, and print the session's id. It goes on when you leave;
            `agw attach` gives it to you. Several words are a program and its arguments; a single argument with blanks
            in it is a shell line, which bash runs. The environment is not your shell's: it has a few usual variables,
            those of the workspace, and what you give. Values are stored sealed and never shown; --secret takes one
            that `agw secret set` stored, so that it stands in no command line.

            What it can reach is yours to say:
              --sandbox read        reads the system and the workspace, writes nothing, no network
              --sandbox workspace   writes the workspace and a home of its own, no network
              --sandbox network     the same, and hosts that are allowed; you are asked about others
              --sandbox open        all that you may do yourself [default]; a line on standard error says so

            Examples:
              agw session create --name shell -- bash
              agw session create --name dev --directory ~/src/app -- npm run dev
              agw session create --name log "tail -f app.log | grep -v debug"
              agw session create --name agent --workspace fix-42 --agent coder --secret ANTHROPIC_API_KEY -- claude
              agw session create --sandbox workspace --time-limit-seconds 600 -- python3 untrusted.py
            """)
        {
            Arguments =
            [
                VerbArgument.Hidden("command"), VerbArgument.Hidden("args"), VerbArgument.Hidden("environment"),
                VerbArgument.Path("directory", "Where it starts [default: the workspace's directory, else this one]"),
                VerbArgument.Option("backend") with { IsFreeText = true },
                VerbArgument.Option("sandbox") with { IsFreeText = true },
            ],
            Options = Variables,
            Complete = (parsed, call) =>
            {
                var given = parsed.GetValue(words) ?? [];
                if (given.Length > 0) call["command"] = given[0];
                if (given.Length > 1) call["args"] = Cli.Arguments.List(given[1..]);
                return Environment(parsed, call);
            },
            Show = (answer, _) =>
            {
                Screen.Line(answer.SessionId);
                if (!answer.Session.Promise.Held) Screen.Aside(answer.Session.Promise.Statement);
            },
        }.Create();
        command.Add(words);
        return command;
    }

    /// <summary>Adds the variables as the tool takes them.</summary>
    public static Rejection? Environment(ParseResult parsed, JsonObject call)
    {
        var environment = new JsonObject();
        foreach (var variable in parsed.GetValue(Environments) ?? [])
        {
            var end = variable.IndexOf('=');
            var value = end < 0 ? System.Environment.GetEnvironmentVariable(variable) : variable[(end + 1)..];
            if (end == 0 || value is null)
                return new(
                    "environment_invalid",
                    $"\"{variable}\" is no variable{(end < 0 ? " that is set here" : "")}.",
                    "Write --env NAME=VALUE, or --env NAME for one that is set.");
            environment[end < 0 ? variable : variable[..end]] = value;
        }

        foreach (var secret in parsed.GetValue(Secrets) ?? [])
        {
            var end = secret.IndexOf('=');
            environment[end < 0 ? secret : secret[..end]] = "secret:" + secret[(end + 1)..];
        }

        if (environment.Count > 0) call["environment"] = environment;
        return null;
    }
}
