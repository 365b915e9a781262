using System.CommandLine;
using AgentGateway.Data;
using AgentGateway.Installation;

namespace AgentGateway.Cli.Verbs.Installation;

/// <summary><c>agw service</c>: the daemon as a service of the user.</summary>
internal static class ServiceVerbs
{
    private static readonly Verb[] Verbs = [new("install", Install), new("uninstall", Uninstall)];

    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("service",
            """
            Run the daemon as a service of your user: it starts when you log in, and is started again when it fails.

            Examples:
              agw service install
              agw service uninstall
            """),
        words,
        Verbs);

    private static Command Install()
    {
        var print = new Option<bool>("--print") { Description = "Show what would be written, and change nothing" };
        var command = VerbContext.Command("install",
            """
            Write a unit for systemd (on macOS for launchd, which is not tested) and start the daemon with it, now and
            at every login. Sessions in tmux outlive the service. Called again, it takes the program that runs now.

            A service has none of your shell's variables. Put keys of models, NAME=VALUE, into the file `environment` in
            the data directory (mode 0600), or into the settings. `loginctl enable-linger` keeps it when you log out.

            Examples:
              agw service install
              agw service install --print
            """,
            async (context, parsed) =>
            {
                var service = new UserService(context.Data);
                if (parsed.GetValue(print))
                {
                    Screen.Text(service.Text);
                    return ExitCodes.Done;
                }

                // The one that runs would keep the service's daemon from the data directory.
                if (DaemonLock.Held(context.Data) is not null && await DaemonStop.RunAsync(context) is { } runs)
                    return context.Refuse(runs);
                if (await service.InstallAsync(context.CancellationToken) is { } failed) return context.Refuse(failed);
                Screen.Line(context.IsJson
                    ? $$"""{"service":"{{service.Name}}"}"""
                    : $"The service {service.Name} runs and starts with you: {service.File}");
                return ExitCodes.Done;
            },
            needsDaemon: false);
        command.Add(print);
        return command;
    }

    private static Command Uninstall() => VerbContext.Command("uninstall",
        """
        Stop the service and remove its unit. The data directory stays as it is.

        Example:
          agw service uninstall
        """,
        async (context, _) =>
        {
            var service = new UserService(context.Data);
            if ((await service.RemoveAsync(context.CancellationToken)).IsRejected(out var failed, out var wasThere))
                return context.Refuse(failed);
            if (!wasThere)
                return context.Refuse(new(
                    "no_service", $"There is no service: {service.File} does not exist.", "agw service install"));
            Screen.Line(context.IsJson ? """{"removed":true}""" : $"The service {service.Name} is removed.");
            return ExitCodes.Done;
        },
        needsDaemon: false);
}
