using System.CommandLine;
using AgentGateway.Bridge;
using AgentGateway.Domain;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw start</c>: the daemon in the background, until <c>agw stop</c>.</summary>
internal static class StartVerb
{
    public static Command Create()
    {
        var url = ServeVerb.Url();
        var command = VerbContext.Command("start",
            """
            Start the daemon in the background and return when it answers; the same as `agw serve --detach`. Verbs that
            need a daemon start one by themselves. Where one runs already, it stays as it is.

            Examples:
              agw start
              agw start --url http://127.0.0.1:0
            """,
            (context, parsed) => RunAsync(context, parsed.GetValue(url) is { } where ? ["--url", where] : []),
            needsDaemon: false);
        command.Add(url);
        return command;
    }

    /// <param name="options">Options of <c>agw serve</c> for a daemon that is started.</param>
    public static async Task<int> RunAsync(VerbContext context, string[] options)
    {
        if (DaemonStarter.Answers(context.Data)) Screen.Aside("It runs already.");
        else if (DaemonStarter.Start(context.Data, () => DaemonStarter.Answers(context.Data), options) is { } problem)
            return context.Refuse(new Rejection(problem.Code, problem.Message, problem.Hint));
        return await context.ShowAsync(
            DaemonCalls.Status, [], status => Screen.Line($"agw is listening on {status.Url} (data {status.Data})"));
    }
}
