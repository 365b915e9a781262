using System.CommandLine;
using AgentGateway.Daemon;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw serve</c>: the daemon, in the foreground.</summary>
internal static class ServeVerb
{
    /// <summary>Where the daemon listens.</summary>
    public static Option<string> Url() => new("--url")
    {
        Description = "Where to listen [default: http://127.0.0.1:7171]; port 0 takes a free one",
        HelpName = "URL",
    };

    public static Command Create()
    {
        var url = Url();
        var detach = new Option<bool>("--detach", "-d")
        {
            Description = "In the background: return when it answers",
        };
        var conformance = new Option<bool>("--conformance")
        {
            Description = "Serve the fixtures of the MCP conformance suite too",
        };
        var remote = new Option<bool>("--allow-remote")
        {
            Description = "Allow an address beyond loopback; needs https (settings Tls)",
        };
        var command = VerbContext.Command("serve",
            """
            Run the daemon until it is told to stop (Ctrl-C, SIGTERM, `agw stop`). One daemon per data directory.

            When it is ready it prints one line: agw is listening on URL (data DIR)

            Examples:
              agw serve
              agw serve --detach
              agw serve --url http://127.0.0.1:0 --data /tmp/try
            """,
            (context, parsed) => parsed.GetValue(detach)
                ? StartVerb.RunAsync(
                    context,
                    [
                        .. parsed.GetValue(url) is { } where ? (string[])["--url", where] : [],
                        .. parsed.GetValue(remote) ? (string[])[remote.Name] : [],
                    ])
                : new DaemonProgram(
                    new(
                        context.Data, parsed.GetValue(url), parsed.GetValue(conformance), parsed.GetValue(remote),
                            null),
                    TimeProvider.System).RunAsync(context.CancellationToken),
            hasJson: false,
            needsDaemon: false);
        command.Add(url);
        command.Add(detach);
        command.Add(conformance);
        command.Add(remote);
        return command;
    }
}
