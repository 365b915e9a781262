using AgentGateway.Cli.Top;

namespace AgentGateway.Host.Tests.Top;

public sealed class TopLayoutTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Sessions_stand_side_by_side_where_there_is_room() => Assert.Equal(
        """
        agw top · 2 running · 1 needs-approval · 1 working · 1 ended
        build  working                                 3m  agent  needs-approval                   coder  2h
        line 7                                             Do you want to proceed?
        line 8                                             ❯ 1. Yes
        line 9
        old  completed                                 2d
        bye


        enter attach · arrows or hjkl move · q quit

        """, Draw(Tiles(), 0, 100, 10));

    [Fact]
    public void A_small_terminal_shows_what_fits_and_follows_the_chosen_one()
    {
        Assert.Equal(
            """
            agw top · 2 running · 1 needs-approval ·
            build  working                        3m
            line 7
            line 8
            line 9
            agent  needs-approval          coder  2h
            Do you want to proceed?
            ❯ 1. Yes

            enter attach · arrows or hjkl move · q q

            """, Draw(Tiles(), 0, 40, 10));
        Assert.Contains("old  completed", Draw(Tiles(), 2, 40, 10));
        Assert.DoesNotContain("build", Draw(Tiles(), 2, 40, 10));
    }

    [Fact]
    public void Wide_characters_are_cut_whole_and_controls_left_out()
    {
        var tile = Tiles()[0] with { Name = "界界界界界界界界界界界界界界界界界界界界界", Lines = ["a\e[31mb\ac", "漢字"] };

        var text = Draw([tile], 0, 40, 10);

        Assert.Contains("a[31mbc\n漢字\n", text);
        Assert.Contains("\n界界界界界界界界界界界界界界界  working\n", text);
    }

    [Theory]
    [InlineData(40, 10, 0)]
    [InlineData(200, 60, 1)]
    [InlineData(1, 1, 3)]
    [InlineData(3, 2, 3)]
    [InlineData(1000, 3, 500)]
    [InlineData(47, 7, 500)]
    public void Any_size_and_number_can_be_drawn_and_the_chosen_one_is_among_the_shown(int columns, int rows, int count)
    {
        var tiles = Enumerable.Range(0, count)
            .Select(number => Tiles()[number % 3] with { Id = $"ses_{number}" })
            .ToList();
        for (var chosen = 0; chosen < Math.Max(1, count); chosen++)
        {
            var grid = TopLayout.Spread(count, chosen, columns, rows);
            if (count > 0) Assert.InRange(chosen, grid.First, grid.First + grid.Shown - 1);
            var frame = TopLayout.Draw(tiles, chosen, Now, null, columns, rows);
            Assert.Equal((columns, rows), (frame.Columns, frame.Rows));
        }
    }

    [Fact]
    public void Without_sessions_it_says_how_to_start_one() => Assert.Contains(
        "agw session create", Draw([], 0, 80, 24));

    private static string Draw(IReadOnlyList<TopTile> tiles, int chosen, int columns, int rows) =>
        TopLayout.Draw(tiles, chosen, Now, null, columns, rows).ToString();

    private static TopTile[] Tiles() =>
    [
        new(
            "ses_1",
            "build",
            "working",
            "",
            Now - TimeSpan.FromMinutes(3.5),
            true,
            [.. Enumerable.Range(0, 10).Select(line => $"line {line}"), "", ""]),
        new(
            "ses_2",
            "agent",
            "needs-approval",
            "coder",
            Now - TimeSpan.FromHours(2),
            true,
            ["Do you want to proceed?", "❯ 1. Yes"]),
        new("ses_3", "old", "completed", "", Now - TimeSpan.FromDays(2), false, ["bye"]),
    ];
}
