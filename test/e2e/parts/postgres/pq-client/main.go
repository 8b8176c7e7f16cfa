// Talks to PostgreSQL as the Mattermost server does: Go's lib/pq with binary_parameters=yes.
package main

import (
	"database/sql"
	"fmt"
	"os"
	"sync"

	_ "github.com/lib/pq"
)

const (
	clients  = 20
	rounds   = 50
	prepared = 40
)

func main() {
	db, err := sql.Open("postgres", os.Args[1])
	check(err)
	db.SetMaxOpenConns(clients)
	_, err = db.Exec(`CREATE TABLE IF NOT EXISTS posts (id bigserial PRIMARY KEY, author text NOT NULL, data bytea, likes int)`)
	check(err)

	var group sync.WaitGroup
	failures := make(chan error, clients)
	for client := range clients {
		group.Add(1)
		go func() {
			defer group.Done()
			if err := work(db, client); err != nil {
				failures <- fmt.Errorf("client %d: %w", client, err)
			}
		}()
	}
	group.Wait()
	close(failures)
	for err := range failures {
		check(err)
	}
	var count int
	check(db.QueryRow(`SELECT count(*) FROM posts`).Scan(&count))
	fmt.Println(count)
}

// Unnamed statements with parameters, transactions, and named statements kept open over many transactions.
func work(db *sql.DB, client int) error {
	author := fmt.Sprintf("client-%d", client)
	statements := make([]*sql.Stmt, 0, prepared)
	for n := range prepared {
		statement, err := db.Prepare(fmt.Sprintf(`SELECT %d + $1::int`, n))
		if err != nil {
			return err
		}
		defer statement.Close()
		statements = append(statements, statement)
	}
	for round := range rounds {
		transaction, err := db.Begin()
		if err != nil {
			return err
		}
		data := []byte{0, 255, byte(round)}
		if _, err := transaction.Exec(`INSERT INTO posts (author, data, likes) VALUES ($1, $2, $3)`, author, data, round); err != nil {
			return err
		}
		if err := transaction.Commit(); err != nil {
			return err
		}
		var back []byte
		if err := db.QueryRow(`SELECT data FROM posts WHERE author = $1 AND likes = $2`, author, round).Scan(&back); err != nil {
			return err
		}
		if string(back) != string(data) {
			return fmt.Errorf("wrote %v, read %v", data, back)
		}
		var sum int
		if err := statements[round%prepared].QueryRow(1000).Scan(&sum); err != nil {
			return err
		}
		if sum != 1000+round%prepared {
			return fmt.Errorf("a prepared statement answered %d in round %d", sum, round)
		}
	}
	return nil
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
