using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Domain;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session create [options] -- COMMAND ARGS…</c>: a program in a terminal of its own.</summary>
internal static class SessionCreateVerb
{
    public static Command Create()
    {
        var words = new Argument<string[]>("COMMAND ARGS") { Description = "A program and its arguments, no shell [default: your shell]", Arity = ArgumentArity.ZeroOrMore };
        var place = new SessionPlaceOptions();
        var variables = new Option<string[]>("--env", "--environment") { Description = "A variable: NAME=VALUE, or NAME for the value it has here", HelpName = "NAME=VALUE" };
        var secrets = new Option<string[]>("--secret") { Description = "A variable whose value is a stored secret, of the same name or another", HelpName = "NAME[=STORED]" };
        var time = new Option<double?>("--time-limit-seconds") { Description = "Stop the program after so long", HelpName = "N" };
        var output = new Option<long?>("--output-limit-bytes") { Description = "Stop the program when it has printed more", HelpName = "N" };
        var memory = new Option<long?>("--memory-limit-bytes") { Description = "Address space of each process", HelpName = "N" };
        var command = VerbContext.Command("create",
            """
            Start a program in a terminal that the daemon owns, and print the session's id. It goes on when you leave; `agw attach` gives it to you.
            Its environment is made from nothing: the usual few variables, its workspace's, and what you give. Values are stored sealed and never shown;
            --secret takes one that `agw secret set` stored, so that it stands in no command line.

            Examples:
              agw session create --name shell -- bash
              agw session create --name dev --directory ~/src/app -- npm run dev
              agw session create --name agent --workspace fix-42 --agent coder --secret ANTHROPIC_API_KEY -- claude
              agw session create --sandbox bwrap --time-limit-seconds 600 -- python3 untrusted.py
            """,
            (context, parsed) =>
            {
                var given = parsed.GetValue(words) ?? [];
                if (Environment(parsed.GetValue(variables) ?? [], parsed.GetValue(secrets) ?? []).IsRejected(out var rejection, out var environment))
                    return Task.FromResult(context.Refuse(rejection));
                var arguments = Arguments.Of(
                    ("command", given.Length > 0 ? given[0] : null), ("args", given.Length > 1 ? Arguments.List(given[1..]) : null), ("environment", environment),
                    ("time_limit_seconds", parsed.GetValue(time)), ("output_limit_bytes", parsed.GetValue(output)), ("memory_limit_bytes", parsed.GetValue(memory)));
                place.Add(parsed, arguments);
                return context.AskAsync("session_create", arguments, answer => Screen.Line(Show.Text(answer, "session_id")));
            });
        command.Add(words);
        place.AddTo(command);
        foreach (var option in (Option[])[variables, secrets, time, output, memory]) command.Add(option);
        return command;
    }

    /// <summary>The variables as the tool takes them; null when there are none.</summary>
    private static Outcome<JsonObject?> Environment(string[] variables, string[] secrets)
    {
        var environment = new JsonObject();
        foreach (var variable in variables)
        {
            var end = variable.IndexOf('=');
            var value = end < 0 ? System.Environment.GetEnvironmentVariable(variable) : variable[(end + 1)..];
            if (end == 0 || value is null)
                return new Rejection("environment_invalid", $"\"{variable}\" is no variable{(end < 0 ? " that is set here" : "")}.", "Write --env NAME=VALUE, or --env NAME for one that is set.");
            environment[end < 0 ? variable : variable[..end]] = value;
        }

        foreach (var secret in secrets)
        {
            var end = secret.IndexOf('=');
            environment[end < 0 ? secret : secret[..end]] = "secret:" + secret[(end + 1)..];
        }

        return environment.Count > 0 ? environment : (JsonObject?)null;
    }
}
