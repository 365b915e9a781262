using System.Text.Json.Nodes;

namespace AgentGateway.Process.Tests.Host;

/// <summary>How the program tells a refusal on its standard error.</summary>
internal static class Spoken
{
    /// <summary>
    /// Checks that it says what is wrong, with that code, and what to do next, without a stack trace.
    /// </summary>
    /// <param name="exitCode">Null: as every refusal of that code has it.</param>
    public static void RefusedWith(this Finished run, string code, int? exitCode = null)
    {
        Assert.True(
            run.ExitCode == (exitCode ?? (code == "invalid_argument" ? 2 : 1)),
            $"exit code {run.ExitCode}\n{run.Output}\n{run.Error}");
        Assert.Contains($"({code})", run.Error);
        Assert.Contains("hint: ", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.DoesNotContain("Exception", run.Error);
    }

    public static JsonNode Json(this Finished run) => JsonNode.Parse(run.Succeeded())!;

    /// <summary>
    /// A start of the daemon that is expected to be refused: on a free port, so that only what is tested is wrong.
    /// </summary>
    public static async Task<Finished> ServeAsync(string data, params string[] options) =>
        await Agw.RunAsync(["serve", "--data", data, "--url", "http://127.0.0.1:0", .. options]);
}
