namespace AgentGateway.Domain.Tests;

public sealed class ShortTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("four", "four")]
    [InlineData("fives", "five…")]
    [InlineData("abc🐎", "abc…")]
    [InlineData("ab🐎c", "ab🐎…")]
    public void A_longer_text_is_cut_and_no_character_is_halved(string text, string shown) =>
        Assert.Equal(shown, ShortText.Of(text, 4));
}
