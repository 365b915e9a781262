using System.Text;
using AgentGateway.Bridge;
using AgentGateway.Domain;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Daemon;

/// <summary>
/// Tells the starter of the daemon that it is ready, or why it is not: a person on the terminal, or a bridge on a pipe.
/// </summary>
internal sealed class StartReport(ServeOptions options)
{
    public void Ready(string url)
    {
        if (options.ReportFile is { } pipe) Write(pipe, DaemonStarter.Ready);
        else Console.Out.WriteLine($"agw is listening on {url} (data {options.Data.Path})");
    }

    /// <summary>Another daemon serves the directory, which is as good to a bridge.</summary>
    public void Taken()
    {
        if (options.ReportFile is { } pipe) Write(pipe, DaemonStarter.Taken);
    }

    public void Refused(IReadOnlyList<Rejection> reasons)
    {
        if (options.ReportFile is { } pipe)
            Write(
                pipe, $"{OneLine(reasons[0].Code)}\n{OneLine(reasons[0].Message)}\n{OneLine(reasons[0].Hint ?? "")}\n");
        foreach (var reason in reasons)
        {
            Console.Error.WriteLine($"error: {reason.Message} ({reason.Code})");
            if (reason.Hint is not null) Console.Error.WriteLine($"hint: {reason.Hint}");
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static void Write(int pipe, string text)
    {
        try
        {
            using var stream = new FileStream(
                new SafeFileHandle(pipe, ownsHandle: true), FileAccess.Write, bufferSize: 0);
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (IOException)
        {
            // The bridge no longer waits; the daemon serves others.
        }
    }
}
