using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Tests.Gate;

public sealed class BoundProgramTests
{
    [Fact]
    public async Task A_program_that_is_too_large_to_be_bound_is_asked_about_each_time_and_said()
    {
        await using var gateway = await Gateway.StartAsync();
        var program = Path.Combine(gateway.Folder, "large");
        using (var file = File.Create(program)) file.SetLength(FileDigests.BytesMax + 1);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var judged = Judge(gateway, program);

        Assert.Equal(("ask", false), (judged.Decision, judged.AlwaysPossible));
        Assert.Contains(
            judged.Facts,
            fact => fact.Contains("too large to be bound", StringComparison.Ordinal));
    }

    private static Views.JudgementView Judge(Gateway gateway, string program) =>
        gateway.Runtime.Policy.Test(
            new(Principal.Operator, gateway.Folder),
            "rarog",
            "run_command",
            $$"""{"argv":["{{program}}"],"sandbox":"open"}""").Value;
}
