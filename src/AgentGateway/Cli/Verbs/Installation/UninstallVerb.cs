using System.CommandLine;
using System.Diagnostics;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Installation;

namespace AgentGateway.Cli.Verbs.Installation;

/// <summary><c>agw uninstall</c>: undoes everything that agw set up, but for the program itself.</summary>
internal static class UninstallVerb
{
    public static Command Create()
    {
        var purge = new Option<bool>("--purge")
        {
            Description =
                "Also delete the data directory: threads, sessions' output, settings, secrets. Cannot be undone",
        };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before data is deleted" };
        var command = VerbContext.Command("uninstall",
            """
            Stop the daemon, remove its service and take agw out of the settings of clients (`agw setup`). Your data
            stays unless you say --purge; worktrees stay in any case. At the end it says how the program itself is
            removed.

            Examples:
              agw uninstall
              agw uninstall --purge
            """,
            (context, parsed) => RunAsync(context, parsed.GetValue(purge), parsed.GetValue(yes)),
            hasJson: false,
            needsDaemon: false);
        command.Add(purge);
        command.Add(yes);
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, bool purge, bool yes)
    {
        var data = context.Data;
        if (await SetupVerb.RefuseInsideAsync(context) is { } inside) return context.Refuse(inside);
        if (purge && !yes && !IsMeant(data))
            return context.Refuse(new(
                "not_confirmed", "Nothing was changed.", "Answer yes, or call it with --yes, to delete the data."));
        if ((await new UserService(data).RemoveAsync(context.CancellationToken)).IsRejected(
            out var failed, out var had))
            Screen.Error(failed);
        else if (had) Screen.Line("The service is removed.");
        SetupVerb.RemoveAll(context);
        if (DaemonLock.Held(data) is not null)
        {
            if (await DaemonStop.RunAsync(context) is { } runs) return context.Refuse(runs);
            Screen.Line("The daemon has stopped.");
        }

        if (purge && Delete(data) is { } refused) return context.Refuse(refused);
        if (!purge && Directory.Exists(data.Path)) Screen.Line($"Your data stays in {data.Path}.");
        Screen.Line($"Last, remove the program: {RemovingProgram()}");
        return ExitCodes.Done;
    }

    /// <summary>Only a person at a terminal can say yes.</summary>
    private static bool IsMeant(DataDirectory data)
    {
        if (Console.IsInputRedirected) return false;
        Screen.Piece($"Delete {data.Path} with everything in it? Type yes: ");
        return Console.In.ReadLine()?.Trim() == "yes";
    }

    private static Rejection? Delete(DataDirectory data)
    {
        if (!Directory.Exists(data.Path)) return null;
        // A mistyped --data must delete no other files.
        if (!File.Exists(data.Token)
            && !File.Exists(data.Database)
            && Directory.EnumerateFileSystemEntries(data.Path).Any())
            return new(
                "not_a_data_directory",
                $"{data.Path} is no data directory of agw: it has neither a token nor a database.",
                "Name the right one with --data.");
        EndTerminals(data);
        Directory.Delete(data.Path, recursive: true);
        Screen.Line($"{data.Path} is deleted.");
        if (Directory.Exists(data.Path + "-workspaces"))
            Screen.Line($"Worktrees stay in {data.Path}-workspaces, for they may hold work that is nowhere else.");
        return null;
    }

    /// <summary>Sessions in tmux outlive the daemon, and would outlive their data.</summary>
    private static void EndTerminals(DataDirectory data)
    {
        if (SocketPath.ChooseTmux(data).IsRejected(out _, out var socket) || !File.Exists(socket)) return;
        try
        {
            using var ending = Process.Start(new ProcessStartInfo("tmux", ["-S", socket, "kill-server"])
            {
                RedirectStandardError = true,
            });
            ending?.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Without tmux there is no such server.
        }
    }

    private static string RemovingProgram() =>
        ProgramOrigin.Of(Environment.ProcessPath ?? "", AppContext.BaseDirectory);
}
