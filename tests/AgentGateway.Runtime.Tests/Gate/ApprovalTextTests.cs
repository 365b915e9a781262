using AgentGateway.Runtime.Gate;

namespace AgentGateway.Runtime.Tests.Gate;

public sealed class ApprovalTextTests
{
    [Theory]
    [InlineData("echo \u202Emr", "echo \\u202emr")]
    [InlineData("ls\u200B", "ls\\u200b")]
    [InlineData("\u001b[2Kls", "\\u001b[2Kls")]
    [InlineData("ls\rrm", "ls\\u000drm")]
    [InlineData("grüße\n\tżółw", "grüße\n\tżółw")]
    public void What_would_hide_other_text_is_shown_as_its_number(string text, string shown)
    {
        Assert.Equal(shown, ApprovalText.Visible(text));
        Assert.Equal(shown, ApprovalText.Preview(text));
    }
}
