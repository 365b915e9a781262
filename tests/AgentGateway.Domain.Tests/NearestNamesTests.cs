namespace AgentGateway.Domain.Tests;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("thread_raed", "thread_read")]
    [InlineData("sesions", "sessions")]
    [InlineData("task_lst", "task_list")]
    [InlineData("task_lsit", "task_list")]
    [InlineData("weather", "")]
    public void The_nearest_name_is_found_and_a_far_one_is_not(string text, string expected) => Assert.Equal(
        expected, string.Join(", ", NearestNames.Of(text, ["thread_read", "sessions", "task_list"])));

    [Fact]
    public void At_most_three_are_named_the_nearest_first() => Assert.Equal(
        ["abcd", "abce", "abcf"], NearestNames.Of("abcd", ["abcg", "abcf", "abce", "abcd"]));
}
