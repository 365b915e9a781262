using System.Diagnostics;
using System.Globalization;

namespace AgentGateway.Cli;

/// <summary>Shows output that is longer than the terminal in the person's pager, as git does.</summary>
internal static class Pager
{
    private const string Usual = "less";

    /// <summary>Writes, and pages what was written where it is longer than the terminal has rows.</summary>
    /// <param name="isWanted">False with <c>--no-pager</c>.</param>
    public static void Show(Action write, OutputStyle style, bool isWanted)
    {
        if (!isWanted || !style.IsTerminal || Program() is not { } program)
        {
            write();
            return;
        }

        var output = Console.Out;
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            Console.SetOut(written);
            write();
        }
        finally
        {
            Console.SetOut(output);
        }

        var text = written.ToString();
        if (text.Count(sign => sign == '\n') < Console.WindowHeight || !Run(program, text)) output.Write(text);
    }

    /// <summary>The pager; null for none, which <c>PAGER=cat</c> and an empty PAGER mean too.</summary>
    private static string? Program() => Environment.GetEnvironmentVariable("PAGER") switch
    {
        null => Usual,
        "" or "cat" => null,
        var named => named,
    };

    /// <returns>Whether the person saw the text.</returns>
    private static bool Run(string program, string text)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", program]) { RedirectStandardInput = true };

        // Ends at once where one screen is enough, keeps colours, and leaves the text on the terminal.
        start.Environment.TryAdd("LESS", "FRX");
        using var pager = Process.Start(start)!;
        try
        {
            pager.StandardInput.Write(text);
            pager.StandardInput.Close();
        }
        catch (IOException)
        {
            // The person left the pager before its end, or there is no such program, which the exit code tells.
        }

        pager.WaitForExit();
        const int NotFound = 127;
        return pager.ExitCode != NotFound;
    }
}
